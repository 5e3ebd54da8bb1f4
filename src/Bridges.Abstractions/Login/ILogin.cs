namespace Bridges.Abstractions;

/// <summary>
/// A login under way: <see cref="StartAsync"/>, then after each step either <see cref="SubmitAsync"/> (for
/// <see cref="LoginStep.Input"/>) or <see cref="WaitAsync"/> (for <see cref="LoginStep.Display"/>), until
/// <see cref="LoginStep.Complete"/>. Disposing before that abandons it and erases its traces.
/// A wrong entry is no exception: the same step comes again with <see cref="LoginStep.Input.Problem"/> set.
/// <see cref="BridgeException"/> ends the login.
/// </summary>
public interface ILogin : IAsyncDisposable
{
    Task<LoginStep> StartAsync(CancellationToken cancellationToken);

    Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);

    /// <summary>Completes with the next step: another picture to show, a question, or the end.</summary>
    Task<LoginStep> WaitAsync(CancellationToken cancellationToken);
}
