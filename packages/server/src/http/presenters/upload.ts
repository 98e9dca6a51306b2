import type { Processing, Upload, UploadDetails } from '@madrigal/contract';
import type {
  Upload as CoreUpload,
  ProcessingState,
  Transfer,
  UploadWithTransfer,
} from '@madrigal/core/media/upload';

export function presentUpload(upload: CoreUpload): Upload {
  const { id, fileName, sizeBytes, fingerprint, state } = upload;
  return {
    id,
    fileName,
    sizeBytes,
    fingerprint,
    state,
    processing: presentProcessing(upload.processing),
    createdAt: upload.createdAt.toISOString(),
    expiresAt: upload.expiresAt.toISOString(),
  };
}

/** An upload with the means to send what is missing. */
export function presentUploadDetails({ upload, transfer }: UploadWithTransfer): UploadDetails {
  return { ...presentUpload(upload), transfer: presentTransfer(transfer) };
}

function presentTransfer(transfer: Transfer): UploadDetails['transfer'] {
  if (transfer.kind !== 'single') return transfer;
  return { ...transfer, expiresAt: transfer.expiresAt.toISOString() };
}

const DONE_PERCENT = 100;

function presentProcessing(processing: ProcessingState): Processing {
  const { state } = processing;
  const nothing = {
    step: null,
    percent: 0,
    songId: null,
    mediaId: null,
    duplicate: false,
    rejection: null,
  };
  if (state === 'running') {
    return { ...nothing, state, step: processing.step, percent: Math.floor(processing.percent) };
  }
  if (state === 'ready') {
    const { state: _, ...result } = processing;
    return { ...nothing, state, percent: DONE_PERCENT, ...result };
  }
  if (state === 'rejected') {
    return { ...nothing, state, rejection: { code: processing.code, message: processing.message } };
  }
  return { ...nothing, state };
}
