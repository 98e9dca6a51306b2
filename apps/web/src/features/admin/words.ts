import { type MessageKey, t } from '../../messages/index.ts';

const kinds: Readonly<Record<string, MessageKey>> = {
  'media.dispatch': 'admin.kind.dispatch',
  'audio.process': 'admin.kind.audio',
  'audio.encode': 'admin.kind.encode',
  'image.process': 'admin.kind.image',
  'video.process': 'admin.kind.video',
  'media.clear': 'admin.kind.clear',
  'slideshow.render': 'admin.kind.slideshow',
  'slideshow.preview': 'admin.kind.preview',
  'library.import': 'admin.kind.import',
  'mail.send': 'admin.kind.mail',
  'sms.send': 'admin.kind.sms',
};

const actions: Readonly<Record<string, MessageKey>> = {
  'auth/sign-in/email': 'admin.action.signIn',
  'auth/sign-up/email': 'admin.action.signUp',
  'auth/sign-out': 'admin.action.signOut',
  'auth/change-password': 'admin.action.changePassword',
  setUpInstance: 'admin.action.setUp',
  createUpload: 'admin.action.createUpload',
  completeUpload: 'admin.action.completeUpload',
  setStorageLimit: 'admin.action.setStorageLimit',
  clearStorageLimit: 'admin.action.clearStorageLimit',
  createUser: 'admin.action.createUser',
  setAppPassword: 'admin.action.setAppPassword',
  setUserRole: 'admin.action.setUserRole',
  signUserOut: 'admin.action.signUserOut',
  deleteUser: 'admin.action.deleteUser',
  retryDeadLetter: 'admin.action.retryDeadLetter',
};

/** What a kind of job does, in words where there are some. */
export function kindText(kind: string): string {
  const key = kinds[kind];
  return key ? t(key as 'admin.kind.audio') : kind;
}

/** What somebody did, in words where there are some, else from its name: `mergeArtists`. */
export function actionText(action: string): string {
  const key = actions[action];
  if (key) return t(key as 'admin.action.signIn');
  const words = action
    .replace(/^auth\//, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[/-]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function outcomeText(outcome: string): string {
  if (outcome === 'done') return t('admin.outcome.done');
  return t('admin.outcome.refused', { code: outcome.replaceAll('_', ' ') });
}
