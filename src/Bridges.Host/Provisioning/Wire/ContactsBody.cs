namespace Bridges.Host.Provisioning;

/// <summary>An account's contacts.</summary>
internal sealed record ContactsBody(IReadOnlyList<PersonBody> Contacts);
