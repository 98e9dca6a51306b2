export const signIn = {
  'setup.title': 'Welcome to Madrigal',
  'setup.text':
    'Your music, photos and videos, on your own machine. Create the first account to begin; it will be the admin.',
  'setup.submit': 'Create account',
  'setup.alreadyDone': 'This instance has been set up already. Sign in instead.',

  'signIn.title': 'Welcome back',
  'signIn.text': 'Sign in to go on listening.',
  'signIn.submit': 'Sign in',
  'signIn.wrong': 'The e-mail or the password is not right.',
  'signIn.toSignUp': 'Create an account',
  'signIn.noAccount': 'New here?',

  'signUp.title': 'Create your account',
  'signUp.text': 'Everything in this library, wherever you are.',
  'signUp.submit': 'Create account',
  'signUp.toSignIn': 'Sign in',
  'signUp.haveAccount': 'Have an account already?',
  'signUp.closed': 'This instance takes no new accounts. Ask its admin for one.',
  'signUp.refused': 'This account could not be created. If you have one already, sign in.',

  'signIn.forgot': 'Forgot your password?',
  'signIn.unverified': 'Confirm your e-mail address first: we have just sent you the link again.',

  'signIn.passkey': 'Sign in with a passkey',
  'signIn.passkeyWrong': 'This passkey does not work here. Sign in another way.',
  'signIn.or': 'or',
  'signIn.provider': 'Go on with {name}',
  'signIn.notLinked':
    'There is an account with your address already. Sign in to it, then connect the other one on the account page.',
  'signIn.noAddress':
    'That page did not confirm your e-mail address, so you cannot sign in with it.',
  'signIn.providerFault': 'Signing in there did not work. Try again.',
  'signIn.phone': 'Sign in by phone',
  'phone.title': 'Sign in by phone',
  'phone.text': 'We send a code by SMS to the number of your account.',
  'phone.sent': 'If {number} belongs to an account, a code is on its way to it.',
  'phone.outbox':
    'This instance sends no texts: ask its admin, who can read the code in the outbox.',
  'phone.submit': 'Send the code',
  'phone.wrong': 'This code is not right, or has expired.',
  'field.phone': 'Phone number',
  'field.phone.hint': 'With the code of its country, such as +44 20 7946 0018.',
  'field.phone.fault': 'Enter a phone number with the code of its country.',
  'secondStep.title': 'One more step',
  'secondStep.text': 'Enter the code of your authenticator app, or one of your recovery codes.',
  'secondStep.code': 'Code',
  'secondStep.wrong': 'This code is not right, or was used already.',
  'secondStep.submit': 'Go on',

  'emailCode.title': 'Confirm your address',
  'emailCode.text': 'We sent a code to {email}. Enter it to open your account.',
  'emailCode.sendAgain': 'Send the code again',
  'emailCode.sentAgain': 'A new code is on its way.',
  'newPassword.text': 'Somebody made your account for you. Choose a password that only you know.',
  'signIn.resetFirst': 'Your password has to be changed first: choose “Forgot your password?”.',
  'signUp.taken':
    'There is an account with this address already. Sign in, or choose a new password.',
  'forgot.textCode': 'We send you a code to choose a new one.',
  'reset.textCode':
    'If the address belongs to an account, a code is on its way to it. Enter it with your new password.',
  'forgot.title': 'Forgot your password?',
  'forgot.text': 'We send you a link to choose a new one.',
  'forgot.submit': 'Send the link',
  'forgot.done':
    'If there is an account with this address, a mail with a link is on its way. It works for an hour.',
  'forgot.outbox':
    'This instance sends no mails: ask its admin, who can read the link in the outbox.',
  'forgot.back': 'Back to sign-in',

  'reset.title': 'Choose a new password',
  'reset.text': 'All devices are signed out when you do.',
  'reset.submit': 'Set password',
  'reset.done': 'Your new password works. Sign in with it.',
  'reset.invalid': 'This link has expired or was used already. Ask for a new one.',

  'verify.title': 'Your e-mail address',
  'verify.busy': 'One moment …',
  'verify.done': 'Your address is confirmed. Thank you.',
  'verify.invalid': 'This link has expired. Sign in and ask for a new one.',
  'verify.go': 'Go on',

  'signUp.invite': 'This instance is for invited people. Open the link of your invitation.',
  'signUp.invitationInvalid': 'This invitation has expired, was used, or is for another address.',

  'field.newPassword': 'New password',
  'field.currentPassword': 'Current password',
  'field.ownEmail': 'Your e-mail address',
  'field.ownEmail.hint': 'To confirm that it is you, as your account has no password.',
  'field.name': 'Name',
  'field.email': 'E-mail',
  'field.password': 'Password',
  'field.passwordHint': 'At least 10 characters. A few words are easy to remember.',
  'field.showPassword': 'Show password',
  'field.hidePassword': 'Hide password',
  'field.name.fault': 'Enter a name of at most 100 characters.',
  'field.email.fault': 'Enter an e-mail address such as name@example.org.',
  'field.passwordHint.mixed':
    'At least 10 characters, with small and capital letters, a digit and a symbol.',
  'field.password.mixed':
    'This password is too simple: take at least 10 characters, with small and capital letters, a digit and a symbol.',
  'field.password.fault': 'Enter between 10 and 128 characters.',
  'field.password.missing': 'Enter your password.',
} as const;
