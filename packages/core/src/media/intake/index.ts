export { type Arrival, acceptArrival } from './accept-arrival.ts';
export { type DispatchDeps, dispatchUpload } from './dispatch-upload.ts';
