namespace Bridges.Abstractions;

/// <summary>A running module. Order: <see cref="StartAsync"/>, then the rest from any thread, then dispose.</summary>
public interface INetwork : IAsyncDisposable
{
    IReadOnlyList<LoginFlow> LoginFlows { get; }

    /// <summary>How the module as a whole stands.</summary>
    NetworkHealth Health { get; }

    /// <summary>
    /// Starts engines. A part that does not come up is retried by the module and told in <see cref="Health"/>; it is no
    /// exception.
    /// </summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <param name="flow">One of <see cref="LoginFlows"/>.</param>
    ILogin CreateLogin(LoginFlow flow);

    IAccount CreateAccount(StoredAccount account, IAccountHost host);
}
