using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>Lets users in to the page; the host has one where it serves it.</summary>
public interface IPageLinks
{
    /// <summary>An address that opens the page as this user, once and within a few minutes.</summary>
    Uri LinkFor(UserId user);
}
