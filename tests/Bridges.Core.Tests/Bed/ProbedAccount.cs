using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account that can ask its network for a sign of life, which the test gives or not.</summary>
internal sealed class ProbedAccount(IAccount inner, ScriptedNetwork network) : PlainAccount(inner), IProbesConnection
{
    private readonly ScriptedAccount _inner = (ScriptedAccount)inner;

    /// <summary>What a probe waits for.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    /// <summary>Runs while it connects anew.</summary>
    public Func<Task> WhenReconnecting { get; set; } = () => Task.CompletedTask;

    public Task ProbeAsync(CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("probe", Chat: null, Text: null, Target: null));
        return Answer;
    }

    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("reconnect", Chat: null, Text: null, Target: null));
        await WhenReconnecting();
        _inner.Host.ReportState(AccountState.Connecting);
        _inner.Host.ReportState(AccountState.Connected);
    }
}
