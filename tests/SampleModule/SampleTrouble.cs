namespace Bridges.SampleModule;

/// <summary>Fails where it is told to, in the worst of two ways: by an exception, or by never giving the thread back.</summary>
internal sealed class SampleTrouble(SampleOptions options)
{
    public void At(SampleFault place)
    {
        if (options.Fault != place)
        {
            return;
        }

        if (options.Hangs)
        {
            new ManualResetEventSlim().Wait();
        }

        throw new InvalidOperationException("was asked to fail.");
    }
}
