using Bridges.Host.Tests.Cli;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What <c>bridges doctor</c> printed.</summary>
internal sealed record Visit(int ExitCode, string Output)
{
    public static async Task<Visit> PayAsync(string configurationFile, params string[] arguments)
    {
        var (exitCode, output, error) = await Terminal.RunAsync(["doctor", "--config", configurationFile, .. arguments]);
        Assert.Empty(error);
        return new Visit(exitCode, output);
    }

    /// <summary>The problem and its mend stand together in what was printed, and the exit code says that something is wrong.</summary>
    public void AssertFound(string problem, string mend)
    {
        Assert.Equal(Host.ExitCode.ProblemsFound, ExitCode);
        var findings = Output.Split("WRONG  ").Skip(1).Select(finding => finding.Split('\n'));
        var lines = findings.FirstOrDefault(finding => finding[1].Contains(problem, StringComparison.Ordinal));
        Assert.True(lines is not null, $"'{problem}' is not told by:\n{Output}");
        Assert.StartsWith("       -> ", lines[2], StringComparison.Ordinal);
        Assert.Contains(mend, lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("-token-for-tests", Output, StringComparison.Ordinal);
    }

    /// <summary>The same, and nothing else is wrong.</summary>
    public void AssertFoundAlone(string problem, string mend)
    {
        AssertFound(problem, mend);
        Assert.True(Output.Split("WRONG  ").Length == 2, Output);
    }

    public void AssertFine(string line) => Assert.Contains($"  ok   {line}", Output, StringComparison.Ordinal);

    public void AssertNotTold(string words) => Assert.DoesNotContain(words, Output, StringComparison.Ordinal);
}
