import type {
  CaptureSource,
  MediaKind,
  MediaVisibility,
  RejectionCode,
  RenditionRole,
} from '@madrigal/contract';
import type { BlobKey } from '../../shared/index.ts';

/** How far a media item is. `step` is a word of its processor, for people who wait. */
export type MediaProgress =
  | { state: 'received' }
  | { state: 'processing'; step: string; percent: number }
  | { state: 'ready' }
  | { state: 'rejected'; code: RejectionCode; message: string }
  | { state: 'failed' };

/** A file made of a raw object. */
export interface Rendition {
  /** Path in the item's folder of the processed store: `320.webp`, `hls/master.m3u8`. */
  name: string;
  role: RenditionRole;
  mimeType: string;
  /** With the files it refers to. */
  sizeBytes: number;
  width: number;
  height: number;
  madeAt: Date;
  expiresAt: Date;
}

export interface Capture {
  /** The moment; where the offset is unknown, what the clock of the camera showed, as if it were UTC. */
  at: Date;
  /** Offset of the place from UTC; null where it is unknown. */
  offsetMinutes: number | null;
  source: CaptureSource;
}

/** Where something was captured: WGS 84 degrees, metres above the sea. For its owner alone. */
export interface GeoLocation {
  latitude: number;
  longitude: number;
  altitude: number | null;
}

/** How a photo was taken; null what the file does not say. */
export interface Camera {
  make: string | null;
  model: string | null;
  lens: string | null;
  focalLengthMm: number | null;
  /** The f-number. */
  aperture: number | null;
  exposureSeconds: number | null;
  iso: number | null;
}

/** What processing finds out about a file. */
export interface MediaFacts {
  /** Null where only name and times of the file can tell. */
  capture: Capture | null;
  /** Size in pixels when upright. */
  width: number;
  height: number;
  /** Null for images, moving ones too. */
  durationMs: number | null;
  /** True for an image that moves. */
  animated: boolean;
  /** EXIF orientation of the raw object, 1 to 8: how its pixels have to be turned to be upright. */
  orientation: number;
  /** ThumbHash as base64, a blurred picture of about 25 bytes. */
  placeholder: string | null;
  /** dHash as 16 hex digits: pictures that look alike differ in few bits. */
  perceptualHash: string | null;
  /** What crops and motion keep in sight, in fractions of width and height; null for the middle. */
  focus: { x: number; y: number } | null;
  /** How worth showing it is, 0 to 1: sharp and rich in detail; null where that was not measured. */
  score: number | null;
  location: GeoLocation | null;
  camera: Camera | null;
}

/** A photo or video that somebody uploaded. */
export interface MediaItem extends Omit<MediaFacts, 'capture' | 'width' | 'height'> {
  /** Fixed when the upload was created, so that repeated jobs make one item. */
  id: string;
  ownerId: string;
  kind: MediaKind;
  /** What the raw object is by its content: `jpeg`, `heic`, `mp4`. */
  format: string;
  progress: MediaProgress;
  fileName: string;
  /** What its owner calls it; empty until they do. */
  title: string;
  /** What its owner wrote about it; empty for nothing. */
  caption: string;
  tags: string[];
  capture: Capture;
  addedAt: Date;
  /** Of the last change of `progress`. */
  updatedAt: Date;
  /** Size in pixels when upright; null until it was processed once. */
  width: number | null;
  height: number | null;
  rawKey: BlobKey;
  rawSizeBytes: number;
  /** Hex SHA-256 of the raw object; null until it was processed once. */
  contentHash: string | null;
  /** Counts requests to process it: names the folder of its renditions, whose bytes never change. */
  generation: number;
  /** The generation that `renditions` are of; null while there are none. */
  renditionsOf: number | null;
  renditions: Rendition[];
  visibility: MediaVisibility;
  /** What the visitor who added it calls themselves, perhaps nothing (empty); null for its owner. */
  guestName: string | null;
  /** When it was put into the trash; null while it is not there. */
  deletedAt: Date | null;
}

/** What its owner can change. What is left out stays as it is. */
export interface MediaEdit {
  title?: string | undefined;
  caption?: string | undefined;
  visibility?: MediaVisibility | undefined;
  capture?: Capture | undefined;
  addTags?: readonly string[] | undefined;
  removeTags?: readonly string[] | undefined;
}

/**
 * How many items were captured in a month (`2026-02`) by the clock where they were; where the offset
 * from UTC is not known, by the time as the camera has it.
 */
export interface MonthCount {
  month: string;
  count: number;
}

/** A tag with the items that carry it, those in the trash aside. */
export interface TagCount {
  tag: string;
  count: number;
}
