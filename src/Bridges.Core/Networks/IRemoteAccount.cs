using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>An account as those see it who only ask its network for something.</summary>
internal interface IRemoteAccount
{
    NetworkId Network { get; }

    /// <summary>The name that people know the network by.</summary>
    string NetworkName { get; }

    /// <summary>The module's side.</summary>
    IAccount Account { get; }
}
