/** Names the database on the device: one per key. */
export const publishableKey = 'pk_test_demo';
