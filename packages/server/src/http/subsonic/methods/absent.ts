import { MadrigalError } from '@madrigal/core/shared';
import { z } from 'zod';
import { notImplemented } from '../errors.ts';
import { type Method, reads, writes } from '../method.ts';
import type { Body } from '../reply.ts';

const anything = z.object({});
const empty = (body: Body): Method => reads(anything, async () => body);

function refuses(what: string): Method {
  return writes(anything, async () => {
    throw notImplemented(what);
  });
}

function finds(what: string): Method {
  return reads(anything, async () => {
    throw new MadrigalError('not_found', `There is no such ${what}.`);
  });
}

/** What the specification knows and Madrigal has not: lists of it are empty, the rest is refused. */
export const absent: Record<string, Method> = {
  getPodcasts: empty({ podcasts: { channel: [] } }),
  getNewestPodcasts: empty({ newestPodcasts: { episode: [] } }),
  getPodcastEpisode: finds('episode'),
  refreshPodcasts: refuses('podcasts'),
  createPodcastChannel: refuses('podcasts'),
  deletePodcastChannel: refuses('podcasts'),
  deletePodcastEpisode: refuses('podcasts'),
  downloadPodcastEpisode: refuses('podcasts'),
  getInternetRadioStations: empty({ internetRadioStations: { internetRadioStation: [] } }),
  createInternetRadioStation: refuses('internet radio'),
  updateInternetRadioStation: refuses('internet radio'),
  deleteInternetRadioStation: refuses('internet radio'),
  getChatMessages: empty({ chatMessages: { chatMessage: [] } }),
  addChatMessage: refuses('chat'),
  jukeboxControl: refuses('jukebox'),
  getVideos: empty({ videos: {} }),
  getVideoInfo: finds('video'),
  getCaptions: finds('video'),
  hls: refuses('HLS for apps; use stream'),
};
