/** A part of the panel. */
export interface View {
  readonly element: HTMLElement;
  /** Shows what the model says now. */
  readonly update: () => void;
  readonly stop?: () => void;
}
