using System.Globalization;
using System.Text;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Shows a code, then others in its place as networks do whose codes are good for a short while, until one was scanned: the wish tells.</summary>
internal sealed class SampleQrLogin(TimeProvider time, SampleWishes wishes) : ILogin
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(2);

    private int _shown;

    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => Task.FromResult<LoginStep>(Next());

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This login asks for nothing.");

    public async Task<LoginStep> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Validity, time, cancellationToken);
        return wishes.IsScanned ? new LoginStep.Complete(new StoredAccount(new AccountId("scanned"), "scanned", Encoding.UTF8.GetBytes("scanned"))) : Next();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LoginStep.Display Next() => new("Scan this code.", $"sample:{(++_shown).ToString(CultureInfo.InvariantCulture)}");
}
