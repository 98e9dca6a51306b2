/** Path below which presigned PUTs arrive at the filesystem engine. */
export const RAW_PATH = '/raw';
/** Path below which the edge serves. */
export const CDN_PATH = '/cdn';
