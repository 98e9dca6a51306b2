/** Containers and codecs told apart by content, never by name. */
export type AudioContainer = 'mp3' | 'flac' | 'mp4' | 'ogg' | 'wav' | 'aiff' | 'aac' | 'matroska';

/** `raw` is what a camera's sensor saw, in any maker's format, with a preview inside. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff' | 'heif' | 'raw';

/** `mp4` stands for its kin too: MOV, M4V and 3GP. */
export type VideoContainer = 'mp4' | 'matroska' | 'avi' | 'mpegts';

export type Sniffed =
  /** Sound alone; pictures that only decorate it do not count. */
  | { kind: 'audio'; container: AudioContainer }
  | { kind: 'image'; format: ImageFormat; description: string }
  | { kind: 'video'; format: VideoContainer; description: string }
  /** Something else; `description` says what, for people ("a PDF document"). */
  | { kind: 'other'; description: string };

/** Tells what a file is by its content. */
export interface ContentSniffer {
  /** Reads only the start of the file at `path`, and headers that are found from there. */
  sniff(path: string): Promise<Sniffed>;
}
