/** Where the parts of the package's own dialog are, whatever its language. */
export const dialogParts = {
  email: 'dialog.moonkey-dialog input[type=email]',
  code: 'dialog.moonkey-dialog input[autocomplete=one-time-code]',
  submit: 'dialog.moonkey-dialog button[type=submit]',
} as const;
