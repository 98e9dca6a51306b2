import { MAX_UPLOAD_BYTES } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { formatTimeLeft } from '../../messages/format.ts';
import { language, t } from '../../messages/index.ts';
import type { Totals } from './engine/board.ts';
import type { Fault, UploadItem } from './engine/model.ts';

/** What is going on with a file, in a few words. */
export function describeItem(item: UploadItem): string {
  if (item.fault) return describeFault(item.fault);
  if (item.offline) return t('uploads.state.offline');
  switch (item.phase) {
    case 'processing':
      return describeProcessing(item);
    case 'sending':
      return describeSending(item);
    case 'needs-permission':
      return t('uploads.state.needsPermission');
    case 'needs-file':
      return t('uploads.state.needsFile');
    case 'rejected':
    case 'failed':
      return t('uploads.fault.generic');
    default:
      return t(`uploads.state.${item.phase}`);
  }
}

function describeProcessing({ step, percent }: UploadItem): string {
  if (!step) return t('uploads.state.queued');
  return t('uploads.state.percent', { step: t(`uploads.state.${step}`), percent });
}

function describeSending({ bytesPerSecond, sizeBytes, sentBytes }: UploadItem): string {
  if (sentBytes >= sizeBytes) return t('uploads.state.finishing');
  if (bytesPerSecond <= 0) return t('uploads.state.starting');
  const time = formatTimeLeft((sizeBytes - sentBytes) / bytesPerSecond);
  return t('uploads.left', { time });
}

function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'empty':
      return t('uploads.fault.empty');
    case 'too-large':
      // A round figure: the limit is a power of two.
      return t('uploads.fault.tooLarge', { limit: `${MAX_UPLOAD_BYTES / 1024 ** 3} GiB` });
    case 'unreadable':
      return t('uploads.fault.unreadable');
    case 'rejected':
      return describeRejection(fault);
    case 'processing':
      return t('uploads.state.processingFailed');
    case 'error':
      return describeError(fault.cause);
  }
}

/** Why a file was turned away. The server's own sentences say more, but in English only. */
export function describeRejection({
  code,
  message,
}: Pick<Extract<Fault, { kind: 'rejected' }>, 'code' | 'message'>): string {
  if (language === 'en' && message) return message;
  return t(code ? `uploads.rejected.${code}` : 'uploads.fault.generic');
}

/** What all uploads together are doing. */
export function describeTotals(totals: Totals): string {
  if (totals.sending > 0) return t('uploads.summary.sending', { count: totals.sending });
  if (totals.processing > 0) return t('uploads.summary.processing', { count: totals.processing });
  if (totals.paused > 0) return t('uploads.summary.paused');
  if (totals.attention > 0) return t('uploads.summary.attention', { count: totals.attention });
  return t('uploads.summary.done');
}

/** Share of all work that is done, 0 to 1. */
export function shareOf(totals: Totals): number {
  return totals.totalBytes === 0 ? 1 : totals.sentBytes / totals.totalBytes;
}
