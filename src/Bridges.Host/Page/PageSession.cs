using System.Security.Cryptography;
using Bridges.Matrix;

namespace Bridges.Host.Page;

/// <summary>Somebody who was let in.</summary>
/// <param name="User">Null for an admin at the machine.</param>
internal sealed record PageSession(UserId? User, DateTimeOffset Began)
{
    public string Csrf { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public DateTimeOffset LastSeen { get; set; } = Began;
}
