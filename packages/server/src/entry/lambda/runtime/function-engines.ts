import { MadrigalError } from '@madrigal/core/shared';
import type { Engines } from '../../../compose/engines.ts';
import { openRequestEngines, type RequestEnginesDeps } from '../../../compose/request-engines.ts';
import type { Config } from '../../../config/index.ts';
import { absent } from './absent.ts';

type MediaTools = Omit<Engines, keyof Awaited<ReturnType<typeof openRequestEngines>>>;

/** Covers are pictures that people send along; what draws them is loaded with the first one. */
const prepareCover: Engines['audio']['prepareCover'] = async (picture) =>
  (await import('@madrigal/adapters/media-tools/sharp')).prepareCover(picture);

/** Whoever would import a folder learns what to do here. */
const noFolder: Engines['folders']['resolve'] = () =>
  Promise.reject(
    new MadrigalError(
      'invalid_request',
      'There are no folders to import from here. Upload the files instead.',
    ),
  );

/** Tools of functions that make nothing of other media. */
function noMediaTools(): MediaTools {
  return {
    processors: absent('media processors'),
    folders: absent<Engines['folders']>('folders of a server', { resolve: noFolder }),
    importing: { filesAtOnce: 1, reportEveryMs: 1000 },
    renderer: absent('renderers'),
    beats: absent('beat detectors'),
    reportEveryMs: 1000,
    coverScaler: absent('picture tools'),
    audio: absent<Engines['audio']>('audio tools', { prepareCover }),
    sniffer: absent('sniffers'),
    withTempDir: () =>
      Promise.reject(new Error('There are no temporary folders in this function.')),
  };
}

/** Engines without tools for media, which start in a moment. They end with their container. */
export async function openFunctionEngines(
  config: Config,
  deps: Omit<RequestEnginesDeps, 'onProgress' | 'migrates'>,
): Promise<Engines> {
  const stack = new AsyncDisposableStack();
  const stores = await openRequestEngines(config, stack, {
    ...deps,
    onProgress: () => {},
    migrates: false,
  });
  return { ...stores, ...noMediaTools() };
}
