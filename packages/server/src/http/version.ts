import manifest from '../../package.json' with { type: 'json' };

/** Version of this server, from its package.json. */
export const version: string = manifest.version;
