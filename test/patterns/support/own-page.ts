/** A small page of our own in the form of a printed one, so that the extractor is always tested. */
export const ownPage = `Leaving
How to leave.
import { useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/router';
function Exit() {
const { ready, isAuthenticated, logout } = useMoonKey();
const router = useRouter();
const leave = async () => {
try {
await logout();
router.push('/');
} catch (error) {
console.error('Could not leave:', error);
}
};
return (
<button onClick={leave} disabled={!ready || !isAuthenticated}>
Exit
</button>
);
}
A menu:
import { useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';
function Menu() {
const { user, logout } = useMoonKey();
const [isOpen, setIsOpen] = useState(false);
return (
<div>
<button onClick={() => setIsOpen(!isOpen)}>
{user.email}
</button>
{isOpen && (
<button onClick={logout}>Go</button>
)}
</div>
);
}
A handler { of your own }:
const handleExit = async () => {
await logout();
// Then go on
router.push('/bye');
};
That is all.
// Express
app.post('/x', (req, res) => {
});`;
