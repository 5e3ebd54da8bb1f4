namespace Bridges.Page.Models;

/// <summary>Which chats of an account come to Matrix by themselves.</summary>
/// <param name="Rule"><c>all</c>, <c>direct</c> or <c>chosen</c>.</param>
public sealed record RuleModel(string Network, string NetworkName, string Account, string Name, string Rule);
