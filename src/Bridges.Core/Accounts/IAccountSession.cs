namespace Bridges.Core.Accounts;

/// <summary>What the module's side of a running account talks to. Disposed of before that side is ended.</summary>
internal interface IAccountSession : IDisposable
{
    /// <summary>The module's side has had its time to end. What it says of its secret from now on must not replace that of the account's next run.</summary>
    void Over();
}
