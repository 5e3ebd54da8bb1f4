namespace Bridges.Abstractions;

/// <summary>A command of a network's own.</summary>
/// <param name="Name">One lower-case word.</param>
/// <param name="Arguments">As help shows them, such as <c>&lt;time&gt; &lt;text&gt;</c>; empty for none.</param>
/// <param name="Description">What one does with it, as help shows it after a dash: <c>send a message later</c>. No capital, no full stop.</param>
/// <param name="NeedsChat">It is about the chat in whose room it is typed.</param>
public sealed record AccountCommand(string Name, string Arguments, string Description, bool NeedsChat = false);
