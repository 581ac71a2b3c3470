/** Of a domain that nobody can have (RFC 2606): no mail comes to them; they stand until an address is named. */
export const builtInAddresses = { support: 'support@bellwether.example', emergency: 'emergency@bellwether.example' }
