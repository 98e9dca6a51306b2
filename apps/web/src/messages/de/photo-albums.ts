import type { photoAlbums as en } from '../en/photo-albums.ts';
import type { Translation } from '../translation.ts';

export const photoAlbums: Translation<typeof en> = {
  'photos.tabs': 'Fotos und Alben',
  'photoAlbums.all': 'Fotoalben',
  'photoAlbums.failed': 'Die Alben konnten nicht geladen werden',
  'photoAlbums.failed.one': 'Das Album konnte nicht geladen werden',
  'photoAlbums.none': 'Ein Album für jede Geschichte',
  'photoAlbums.none.text':
    'Stell Fotos und Videos zusammen, in deiner eigenen Reihenfolge: zum Ansehen, zum Teilen oder für eine Diashow.',
  'photoAlbums.count': { one: '{count} Element', other: '{count} Elemente' },
  'photoAlbums.new': 'Neues Album',
  'photoAlbums.create': 'Erstellen',
  'photoAlbums.title': 'Titel',
  'photoAlbums.description': 'Beschreibung',
  'photoAlbums.edit': 'Album bearbeiten',
  'photoAlbums.delete': 'Album löschen',
  'photoAlbums.delete.title': '„{title}“ löschen?',
  'photoAlbums.delete.text':
    'Die Fotos und Videos darin bleiben. Reihenfolge und Links sind dann weg.',
  'photoAlbums.empty': 'Hier ist noch nichts',
  'photoAlbums.empty.text':
    'Lade etwas hoch, oder wähle aus deinen Fotos und Videos; in der Zeitleiste bleiben sie auch.',
  'photoAlbums.addPhotos': 'Fotos hinzufügen',
  'photoAlbums.upload': 'In dieses Album hochladen',
  'photoAlbums.add': 'Zu Album hinzufügen',
  'photoAlbums.added': {
    one: '{count} Element ist in „{title}“',
    other: '{count} Elemente sind in „{title}“',
  },
  'photoAlbums.open': 'Öffnen',
  'photoAlbums.into': 'Zu „{title}“ hinzufügen',
  'photoAlbums.into.text': 'Wähle aus, was in „{title}“ kommt.',
  'photoAlbums.cover': 'Als Titelbild nehmen',
  'photoAlbums.takeOut': 'Aus dem Album nehmen',
  'photoAlbums.takenOut': {
    one: '{count} Element wurde aus dem Album genommen',
    other: '{count} Elemente wurden aus dem Album genommen',
  },
  'photoAlbums.slideshow': 'Diashow machen',
  'photoAlbums.arrange': 'Anordnen',
  'photoAlbums.arrange.text': 'Zieh die Elemente an ihren Platz.',
  'photoAlbums.arrange.done': 'Fertig',
  'photoAlbums.arrange.item': '{title}, {place} von {of}: mit den Pfeiltasten verschieben',
};
