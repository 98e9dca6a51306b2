import type { RenderedVideo, VideoPlan, VideoProperties, VideoSource } from './model.ts';

/**
 * Tools for videos. Input is hostile: everything decodes in processes of its own under limits of
 * time, memory and pixels, without network and without following references to other files.
 * MediaRejectedError is for good; anything else is a failure worth a retry.
 */
export interface VideoTools {
  /**
   * What a file is, by decoding its first frame.
   * @throws MediaRejectedError `no_video_stream`, `unsupported_video`, `corrupt_video`,
   *   `video_too_large`, `too_long`, `took_too_long`; MadrigalError `unavailable`
   */
  probe(source: VideoSource, signal: AbortSignal): Promise<VideoProperties>;
  /**
   * Makes everything of `plan` in the empty folder `dir`, which the caller removes. Pictures come
   * out upright, in 8-bit BT.709, with square pixels; what breaks off is as long as its sound part.
   * Leaves no process behind, however it ends.
   * @throws MediaRejectedError `corrupt_video`, `unsupported_video`, `too_long`, `took_too_long`; the
   *   signal's reason when aborted; MadrigalError `unavailable`, `storage_full`, `internal`
   */
  render(
    source: VideoSource,
    properties: VideoProperties,
    plan: VideoPlan,
    run: {
      dir: string;
      /** Told percents, ascending, the last one being 100. */
      onProgress: (percent: number) => void;
      signal: AbortSignal;
    },
  ): Promise<RenderedVideo>;
}
