namespace Bridges.Page.Models;

/// <summary>Who looks at the page.</summary>
/// <param name="Name">The Matrix user id; empty for an admin at the machine, who is nobody on Matrix.</param>
/// <param name="Csrf">To be sent with every form.</param>
public sealed record Visitor(string Name, bool IsAdmin, string Csrf)
{
    /// <summary>Has accounts of their own.</summary>
    public bool IsUser => Name.Length > 0;
}
