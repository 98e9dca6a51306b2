import type { transfer as en } from '../en/transfer.ts';
import type { Translation } from '../translation.ts';

export const transfer: Translation<typeof en> = {
  'transfer.import': 'Playlist importieren',
  'transfer.import.text':
    'Wähle die Playlist-Datei eines anderen Programms. Ihre Songs werden in dieser Bibliothek gesucht; angelegt wird erst etwas, wenn du zustimmst.',
  'transfer.import.formats': 'M3U, M3U8, JSPF oder CSV, bis 700 kB',
  'transfer.import.choose': 'Datei wählen',
  'transfer.import.tooLarge': 'Diese Datei ist zu groß für eine Playlist.',
  'transfer.matching': 'Die Songs werden gesucht',
  'transfer.making': 'Die Playlist wird angelegt',
  'transfer.found': '{found} von {count} gefunden',
  'transfer.toCheck': {
    one: '{count} braucht deinen Blick',
    other: '{count} brauchen deinen Blick',
  },
  'transfer.sure': { one: '{count} sicher gefunden', other: '{count} sicher gefunden' },
  'transfer.missing': {
    one: '{count} ist nicht in dieser Bibliothek',
    other: '{count} sind nicht in dieser Bibliothek',
  },
  'transfer.takeFirst': 'Immer den wahrscheinlichsten nehmen',
  'transfer.choice': 'Song für „{title}“',
  'transfer.leaveOut': 'Weglassen',
  'transfer.unnamed': 'Ohne Namen',
  'transfer.make': {
    one: 'Playlist mit {count} Song anlegen',
    other: 'Playlist mit {count} Songs anlegen',
  },
  'transfer.made': '„{name}“ ist da',
  'transfer.again': 'Andere Datei wählen',
  'transfer.export': 'Exportieren',
  'transfer.export.m3u8': 'M3U8, für Player',
  'transfer.export.jspf': 'JSPF, mit MusicBrainz-Kennungen',
  'transfer.export.csv': 'CSV, für Tabellen',
};
