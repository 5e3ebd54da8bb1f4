using System.Globalization;
using System.Text;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Shows a code, then others in its place as networks do whose codes are good for a short while, and lets in after the last.</summary>
internal sealed class SampleQrLogin(TimeProvider time) : ILogin
{
    private const int Codes = 3;

    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(2);

    private int _shown;

    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Task.FromResult<LoginStep>(Next());

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This login asks for nothing.");

    public async Task<LoginStep> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Validity, time, cancellationToken);
        return _shown < Codes ? Next() : new LoginStep.Complete(new StoredAccount(new AccountId("scanned"), "scanned", Encoding.UTF8.GetBytes("scanned")));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LoginStep.Display Next() => new("Scan this code.", $"sample:{(++_shown).ToString(CultureInfo.InvariantCulture)}");
}
