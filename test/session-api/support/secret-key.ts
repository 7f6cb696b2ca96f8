/** The key that the tests' services are started with. */
export const secretKey = 'sk_test_0123456789abcdef';
