namespace Bridges.Host.Doctor;

/// <summary>What the service's user may do with its files.</summary>
internal abstract record ServiceRights
{
    /// <summary>The user was asked; both lists are empty where nothing is denied.</summary>
    internal sealed record Asked(IReadOnlyList<string> Unreadable, IReadOnlyList<string> Unwritable) : ServiceRights;

    /// <summary>This machine has no such user.</summary>
    internal sealed record NoSuchUser : ServiceRights;

    /// <summary>This machine lacks one of the groups.</summary>
    internal sealed record NoSuchGroup(string Complaint) : ServiceRights;

    /// <summary>Nothing is known.</summary>
    internal sealed record NotAsked(string Why) : ServiceRights;
}

/// <summary>Asks a service's user for the rights on what is only read, and on what is written.</summary>
internal delegate Task<ServiceRights> AskServiceUser(ServiceIdentity identity, IReadOnlyList<string> read, IReadOnlyList<string> written, CancellationToken cancellationToken);
