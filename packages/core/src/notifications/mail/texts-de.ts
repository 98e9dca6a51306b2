import type { MailTexts } from './texts-en.ts';

/** The same on German, which says "du". */
export const germanMailTexts: MailTexts = {
  footer: 'Verschickt von Madrigal, der Musikbibliothek, bei der du ein Konto hast.',
  'link.fallback': 'Wenn der Knopf nicht geht, kopiere diese Adresse in deinen Browser:',

  'verify_email.subject': 'Bestätige deine E-Mail-Adresse',
  'verify_email.title': 'Hallo {name}, ist das deine Adresse?',
  'verify_email.body':
    'Bestätige sie, damit du wieder hineinkommst, falls du einmal dein Passwort vergisst.',
  'verify_email.action': 'E-Mail-Adresse bestätigen',
  'verify_email.after':
    'Der Link gilt eine Stunde. Wenn du kein Konto angelegt hast, beachte diese Mail nicht.',

  'reset_password.subject': 'Wähle ein neues Passwort',
  'reset_password.title': 'Hallo {name}, wähle ein neues Passwort',
  'reset_password.body':
    'Jemand, hoffentlich du, hat um ein neues Passwort gebeten. Wenn du es setzt, werden alle Geräte abgemeldet.',
  'reset_password.action': 'Neues Passwort wählen',
  'reset_password.after':
    'Der Link gilt einmal und eine Stunde lang. Wenn du nicht darum gebeten hast, beachte diese Mail nicht: Es ändert sich nichts.',

  'account_exists.subject': 'Du hast schon ein Konto',
  'account_exists.title': 'Hallo {name}, du bist schon da',
  'account_exists.body':
    'Jemand, hoffentlich du, wollte mit dieser Adresse ein Konto anlegen. Es gibt schon eines: Melde dich damit an.',
  'account_exists.action': 'Anmelden',
  'account_exists.after':
    'Wenn du das nicht warst, beachte diese Mail nicht: Es ändert sich nichts.',

  'account_created.subject': '{inviter} hat dir ein Konto bei Madrigal angelegt',
  'account_created.title': 'Du hast ein Konto',
  'account_created.body':
    '{inviter} teilt eine Musikbibliothek mit dir und hat für diese Adresse ein Konto angelegt. Wähle ein Passwort und höre zu.',
  'account_created.action': 'Passwort wählen',
  'account_created.after':
    'Der Link gilt einmal, bis {until}. Danach kannst du auf der Seite zum Anmelden ein neues Passwort anfordern.',

  'new_device.subject': 'Neue Anmeldung: {device}',
  'new_device.title': 'Hallo {name}, warst du das?',
  'new_device.body':
    'Mit deinem Konto hat sich gerade jemand angemeldet: {device} (Adresse {address}).',
  'new_device.unknownDevice': 'ein unbekanntes Gerät',
  'new_device.action': 'Geräte ansehen',
  'new_device.after':
    'Wenn du das warst, ist nichts zu tun. Wenn nicht, melde das Gerät ab und ändere dein Passwort.',

  'invitation.subject': '{inviter} lädt dich zu Madrigal ein',
  'invitation.title': 'Du bist eingeladen',
  'invitation.body': '{inviter} teilt eine Musikbibliothek mit dir. Lege ein Konto an und höre zu.',
  'invitation.action': 'Konto anlegen',
  'invitation.after': 'Der Link gilt einmal, bis {until}.',

  'slideshow_ready.subject': 'Deine Diashow ist fertig: {title}',
  'slideshow_ready.title': 'Hallo {name}, deine Diashow ist fertig',
  'slideshow_ready.body': '„{title}“ ist fertig. Sieh sie dir an, speichere oder teile sie.',
  'slideshow_ready.action': 'Ansehen',
  'slideshow_ready.after': 'Nur du kannst sie sehen, bis du sie teilst.',
};
