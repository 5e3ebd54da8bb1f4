namespace Bridges.Abstractions;

/// <summary>One member of a chat.</summary>
public sealed record ChatMember(RemoteUserId User, MemberRole Role);
