/** What mails say, by key. `{name}` stands for a value that is put in. */
export const englishMailTexts = {
  footer: 'Sent by Madrigal, the music library you have an account at.',
  'link.fallback': 'If the button does not work, copy this address into your browser:',

  'verify_email.subject': 'Confirm your e-mail address',
  'verify_email.title': 'Hello {name}, is this your address?',
  'verify_email.body':
    'Confirm it, so that you can get back in should you ever forget your password.',
  'verify_email.action': 'Confirm e-mail address',
  'verify_email.after':
    'The link works for an hour. If you did not create an account, ignore this mail.',

  'reset_password.subject': 'Choose a new password',
  'reset_password.title': 'Hello {name}, choose a new password',
  'reset_password.body':
    'Somebody, hopefully you, asked for a new password. All devices are signed out when you set it.',
  'reset_password.action': 'Choose a new password',
  'reset_password.after':
    'The link works once and for an hour. If you did not ask for it, ignore this mail: nothing changes.',

  'account_exists.subject': 'You already have an account',
  'account_exists.title': 'Hello {name}, you are already here',
  'account_exists.body':
    'Somebody, hopefully you, tried to create an account with this address. There is one already: sign in with it.',
  'account_exists.action': 'Sign in',
  'account_exists.after': 'If that was not you, ignore this mail: nothing changes.',

  'account_created.subject': '{inviter} made an account for you at Madrigal',
  'account_created.title': 'You have an account',
  'account_created.body':
    '{inviter} shares a music library with you and made an account for this address. Choose a password, and listen.',
  'account_created.action': 'Choose a password',
  'account_created.after':
    'The link works once, until {until}. After that, ask for a new password on the page where you sign in.',

  'new_device.subject': 'New sign-in: {device}',
  'new_device.title': 'Hello {name}, was this you?',
  'new_device.body': 'Your account was just used to sign in on {device} (address {address}).',
  'new_device.unknownDevice': 'an unknown device',
  'new_device.action': 'Review your devices',
  'new_device.after':
    'If that was you, there is nothing to do. If not, sign that device out and change your password.',

  'invitation.subject': '{inviter} invites you to Madrigal',
  'invitation.title': 'You are invited',
  'invitation.body': '{inviter} shares a music library with you. Create your account to listen.',
  'invitation.action': 'Create an account',
  'invitation.after': 'The link works once, until {until}.',

  'slideshow_ready.subject': 'Your slideshow is ready: {title}',
  'slideshow_ready.title': 'Hello {name}, your slideshow is ready',
  'slideshow_ready.body': '“{title}” has been made. Watch it, save it, or share it.',
  'slideshow_ready.action': 'Watch it',
  'slideshow_ready.after': 'Only you can see it until you share it.',
} as const;

export type MailTexts = Readonly<Record<keyof typeof englishMailTexts, string>>;
