/** Containers and codecs told apart by content, never by name. */
export type AudioContainer = 'mp3' | 'flac' | 'mp4' | 'ogg' | 'wav' | 'aiff' | 'aac';

/** `mp4` stands for its kin too: MOV, M4V and 3GP. */
export type VideoContainer = 'mp4' | 'matroska' | 'avi' | 'mpegts';

export type Sniffed =
  | { kind: 'audio'; container: AudioContainer }
  /** Something else; `description` says what, for people ("a PNG image"). */
  | { kind: 'other'; description: string };

/** Tells what a file is by its content. */
export interface ContentSniffer {
  /** Reads only the start of the file at `path`. */
  sniff(path: string): Promise<Sniffed>;
}
