namespace Bridges.Abstractions;

/// <summary>People's addresses handed on.</summary>
public sealed record ContactsContent(IReadOnlyList<SharedContact> Contacts) : MessageContent;
