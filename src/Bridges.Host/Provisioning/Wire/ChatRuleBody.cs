namespace Bridges.Host.Provisioning;

/// <summary>Which chats come to Matrix by themselves.</summary>
/// <param name="Rule"><c>all</c>, <c>direct</c> or <c>chosen</c>.</param>
internal sealed record ChatRuleBody(string? Rule);
