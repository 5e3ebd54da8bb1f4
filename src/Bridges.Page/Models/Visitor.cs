namespace Bridges.Page.Models;

/// <summary>Who looks at the page.</summary>
/// <param name="Name">The Matrix user id; empty for an admin at the machine, who is nobody on Matrix.</param>
/// <param name="Csrf">To be sent with every form.</param>
/// <param name="Live">Where the browser is told that what the view shows has changed; null where nothing does by itself.</param>
public sealed record Visitor(string Name, bool IsAdmin, string Csrf, string? Live = null)
{
    /// <summary>Has accounts of their own.</summary>
    public bool IsUser => Name.Length > 0;
}
