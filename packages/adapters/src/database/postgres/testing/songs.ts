import { addSong, type CatalogueStore, type NewSong, type Song } from '@madrigal/core/catalog';
import { newId, toBlobKey } from '@madrigal/core/shared';

/** Adds a song of an artist called Artist on an album called Album, unless told otherwise. */
export async function addSampleSong(
  catalogue: CatalogueStore,
  change: Partial<NewSong> = {},
): Promise<Song> {
  const id = newId();
  const { song } = await addSong(
    { catalogue, newId },
    {
      id,
      title: 'Song',
      artistNames: ['Artist'],
      albumTitle: 'Album',
      albumArtistName: change.artistNames?.[0] ?? 'Artist',
      trackNumber: null,
      discNumber: null,
      year: null,
      genres: [],
      lyrics: null,
      musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
      durationMs: 1000,
      codec: 'mp3',
      lossless: false,
      bitrateKbps: 128,
      sampleRateHz: 44_100,
      channels: 2,
      loudness: { integratedLufs: null, truePeakDbtp: null },
      contentHash: id,
      original: { key: toBlobKey(`library/${id}.mp3`), sizeBytes: 1, mimeType: 'audio/mpeg' },
      renditions: {},
      defaultFormat: 'original',
      cover: null,
      waveform: toBlobKey(`library/${id}.json`),
      addedBy: 'admin',
      addedAt: new Date(),
      published: true,
      ...change,
    },
  );
  return song;
}
