namespace Bridges.Abstractions;

/// <summary>A value asked for in a login.</summary>
/// <param name="Id">Key in the submitted values.</param>
/// <param name="IsSecret">Take the message that carried it out of the room once it is read.</param>
public sealed record LoginField(string Id, string Name, LoginFieldKind Kind, bool IsSecret = false);
