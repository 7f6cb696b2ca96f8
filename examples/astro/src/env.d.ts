declare namespace App {
  interface Locals {
    session: import('@moon-key/react-auth/server').ServerState;
  }
}
