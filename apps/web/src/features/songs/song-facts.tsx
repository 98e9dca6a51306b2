import type { SongDetails } from '@madrigal/contract';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatAdded, formatBytes, formatNumber } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';

type Fact = [label: string, value: ReactNode];

export function AboutFacts({ song }: { song: SongDetails }) {
  const facts: Fact[] = [[t('details.album'), song.album.title]];
  if (song.trackNumber) facts.push([t('details.track'), song.trackNumber]);
  if (song.discNumber) facts.push([t('details.disc'), song.discNumber]);
  if (song.year) facts.push([t('details.year'), song.year]);
  if (song.genres.length > 0) facts.push([t('details.genre'), song.genres.join(', ')]);
  facts.push([t('details.added'), formatAdded(song.addedAt)]);
  return <Facts title={t('details.about')} facts={facts} />;
}

export function FileFacts({ song }: { song: SongDetails }) {
  const { integratedLufs, truePeakDbtp } = song.loudness;
  const codec = song.codec.toUpperCase();
  const facts: Fact[] = [
    [t('details.codec'), song.lossless ? `${codec}, ${t('details.lossless')}` : codec],
    [t('details.bitrate'), t('details.bitrateValue', { kbps: song.bitrateKbps })],
    [t('details.sampleRate'), t('details.sampleRateValue', { khz: song.sampleRateHz / 1000 })],
    [t('details.channels'), channelsOf(song.channels)],
    [t('details.size'), formatBytes(song.sizeBytes)],
  ];
  if (integratedLufs !== null) {
    const lufs = formatNumber(integratedLufs, 1);
    facts.push([t('details.loudness'), t('details.loudnessValue', { lufs })]);
  }
  if (truePeakDbtp !== null) {
    const dbtp = formatNumber(truePeakDbtp, 1);
    facts.push([t('details.truePeak'), t('details.truePeakValue', { dbtp })]);
  }
  const formats = song.formats.map((format) => t(`details.format.${format}`));
  facts.push([t('details.formats'), formats.join(', ')]);
  facts.push([t('details.hash'), <code key="hash">{song.contentHash}</code>]);
  return <Facts title={t('details.file')} facts={facts} />;
}

export function MusicBrainzFacts({ song }: { song: SongDetails }) {
  const { recordingId, releaseId, artistIds } = song.musicBrainz;
  const facts: Fact[] = [];
  if (recordingId) facts.push([t('details.mb.recording'), link('recording', recordingId)]);
  if (releaseId) facts.push([t('details.mb.release'), link('release', releaseId)]);
  for (const id of artistIds) facts.push([t('details.mb.artist'), link('artist', id)]);
  return facts.length > 0 ? <Facts title={t('details.musicBrainz')} facts={facts} /> : null;
}

function link(kind: string, id: string): ReactNode {
  return (
    <a
      href={`https://musicbrainz.org/${kind}/${encodeURIComponent(id)}`}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-accent-ink underline-offset-4 hover:underline"
    >
      <span className="break-all">{id}</span>
      <ExternalLink aria-hidden className="size-3 shrink-0" />
    </a>
  );
}

function channelsOf(channels: number): string {
  if (channels === 1) return t('details.channels.mono');
  return channels === 2 ? t('details.channels.stereo') : String(channels);
}

function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <section>
      <h3 className="mb-3 text-lg">{title}</h3>
      <dl className="divide-y divide-line text-sm">
        {facts.map(([label, value], i) => (
          <div key={`${label}${i.toString()}`} className="grid grid-cols-[9rem_1fr] gap-4 py-2.5">
            <dt className="text-ink-faint">{label}</dt>
            <dd className="min-w-0 break-words [&_code]:break-all [&_code]:text-xs">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
