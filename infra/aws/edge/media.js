// CloudFront function: /cdn/KEY is the object KEY. The signature was checked before, for the whole address.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  var request = event.request;
  request.uri = request.uri.slice('/cdn'.length);
  return request;
}
