import type { kept as en } from '../en/kept.ts';
import type { Translation } from '../translation.ts';

export const kept: Translation<typeof en> = {
  'nav.kept': 'Auf diesem Gerät',
  'app.update': 'Eine neue Version von Madrigal ist bereit',
  'connection.kept': 'Was du behältst',
  'kept.title': 'Auf diesem Gerät',
  'kept.keep': 'Auf diesem Gerät behalten',
  'kept.remove': 'Von diesem Gerät entfernen',
  'kept.everything': 'Alles auf diesem Gerät',
  'kept.removeName': '{title} von diesem Gerät entfernen',
  'kept.here': 'Auf diesem Gerät',
  'kept.coming': 'Unterwegs auf dieses Gerät',
  'kept.space': 'Platz auf diesem Gerät',
  'kept.free': 'Etwa {free} sind hier für Madrigal frei.',
  'kept.arriving': { one: '{count} Song ist unterwegs', other: '{count} Songs sind unterwegs' },
  'kept.lists': 'Alben und Playlists',
  'kept.of': '{here} von {of} Songs',
  'kept.empty': 'Noch nichts behalten',
  'kept.emptyText':
    'Wähle bei Songs, Alben oder Playlists „Auf diesem Gerät behalten“, dann spielen sie ohne Verbindung.',
  'kept.unsupported':
    'Dieser Browser kann Musik nur behalten, wenn Madrigal über https geöffnet ist.',
  'kept.failed': 'Nicht alles konnte behalten werden',
  'kept.full': 'Auf diesem Gerät ist kein Platz mehr dafür.',
  'kept.removeAll': 'Alles entfernen',
  'kept.removeAll.title': 'Alles von diesem Gerät entfernen?',
  'kept.removeAll.text':
    'In deiner Bibliothek bleibt es. Du kannst es wieder holen, wenn du online bist.',
};
