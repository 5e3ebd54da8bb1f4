using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>How large a file may be: what the homeserver takes, and what the admin allows.</summary>
internal sealed class FileLimits(HomeserverClients clients, CoreOptions options, LimitsInForce limits, TimeProvider time)
{
    /// <summary>What Synapse takes unless it is told otherwise.</summary>
    private const long UsualUploadLimit = 50 * 1024 * 1024;

    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(10);

    private long _uploadLimit = UsualUploadLimit;
    private DateTimeOffset? _askedAt;

    /// <summary>The largest file that may come to Matrix for a user, in bytes.</summary>
    public async Task<long> ToMatrixAsync(UserId owner, CancellationToken cancellationToken)
    {
        if (_askedAt is not { } asked || time.GetUtcNow() - asked > _remembered)
        {
            _uploadLimit = await clients.Main.GetUploadLimitAsync(cancellationToken) ?? UsualUploadLimit;
            _askedAt = time.GetUtcNow();
        }

        return Math.Min(_uploadLimit, Allowed(owner));
    }

    /// <summary>The largest file that a user may send from Matrix, in bytes; a network may take less.</summary>
    public long FromMatrix(UserId sender) => Allowed(sender);

    private long Allowed(UserId user) =>
        options.Permissions.LevelOf(user) >= PermissionLevel.Admin ? limits.FileSizeOfAdmins : limits.FileSizeOfUsers;
}
