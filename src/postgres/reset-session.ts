/** `RESET ALL` leaves the user alone. Going back to the user of the connection also takes back `SET ROLE`. */
export const RESET_SESSION = 'SET SESSION AUTHORIZATION DEFAULT; RESET ALL';
