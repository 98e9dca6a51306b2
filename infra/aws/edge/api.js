// CloudFront function: tells functions who asks. Whatever a client says of itself is overwritten.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  var request = event.request;
  request.headers['x-madrigal-viewer'] = { value: event.viewer.ip };
  return request;
}
