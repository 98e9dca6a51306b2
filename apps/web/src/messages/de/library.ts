import type { library as en } from '../en/library.ts';
import type { Translation } from '../translation.ts';

export const library: Translation<typeof en> = {
  'favourites.title': 'Favoriten',
  'favourites.kind': 'Art der Favoriten',
  'favourites.like': '{title} gefällt mir',
  'favourites.add': 'Zu Favoriten hinzufügen',
  'favourites.remove': 'Aus Favoriten entfernen',
  'favourites.failed': 'Die Favoriten konnten nicht geladen werden',
  'favourites.empty.title': 'Noch nichts ins Herz geschlossen',
  'favourites.empty.text': 'Das Herz neben Songs, Alben und Künstlern bewahrt sie hier auf.',

  'playlists.title': 'Playlists',
  'playlists.new': 'Neue Playlist',
  'playlists.create': 'Anlegen',
  'playlists.name': 'Name',
  'playlists.description': 'Beschreibung',
  'playlists.add': 'Zu Playlist hinzufügen',
  'playlists.added': {
    one: '{count} Song zu „{name}“ hinzugefügt',
    other: '{count} Songs zu „{name}“ hinzugefügt',
  },
  'playlists.failed': 'Die Playlists konnten nicht geladen werden',
  'playlists.empty.title': 'Mach deine erste Playlist',
  'playlists.empty.text':
    'Für eine Stimmung, eine Reise, einen Freund: Songs in der Reihenfolge, die dir gefällt.',

  'playlist.kind': 'Playlist',
  'playlist.failed': 'Die Playlist konnte nicht geladen werden',
  'playlist.empty.title': 'Noch ist es still',
  'playlist.empty.text': 'Suche Songs und wähle in ihrem Menü „Zu Playlist hinzufügen“.',
  'playlist.empty.action': 'Songs suchen',
  'playlist.removeItem': 'Aus dieser Playlist entfernen',
  'playlist.cover': 'Cover ändern',
  'playlist.edit': 'Playlist bearbeiten',
  'playlist.delete': 'Playlist löschen',
  'playlist.delete.title': '„{name}“ löschen?',
  'playlist.delete.text':
    'Die Playlist ist dann endgültig weg. Ihre Songs bleiben in der Bibliothek.',

  'history.title': 'Verlauf',
  'history.failed': 'Der Verlauf konnte nicht geladen werden',
  'history.empty.title': 'Noch nichts gehört',
  'history.empty.text':
    'Songs erscheinen hier, sobald du die Hälfte oder vier Minuten davon gehört hast.',
  'history.forget': 'Aus dem Verlauf entfernen',
  'history.clear': 'Verlauf löschen',
  'history.cleared': 'Verlauf gelöscht',
  'history.clear.title': 'Den ganzen Verlauf löschen?',
  'history.clear.text': 'Alles bisher Gehörte wird vergessen, auch in der Statistik.',
};
