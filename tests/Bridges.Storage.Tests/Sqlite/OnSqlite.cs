using Bridges.Storage.Tests.Beds;
using Bridges.Storage.Tests.Compliance;

namespace Bridges.Storage.Tests.Sqlite;

/// <summary>The compliance suite on Sqlite.</summary>
public static class OnSqlite
{
    public sealed class JournalAppends() : JournalAppendCompliance(new SqliteBed());

    public sealed class JournalFates() : JournalFateCompliance(new SqliteBed());

    public sealed class DeadLetters() : DeadLetterCompliance(new SqliteBed());

    public sealed class Messages() : MessageCompliance(new SqliteBed());

    public sealed class Migrations() : MigrationCompliance(new SqliteBed(), "sqlite");

    public sealed class Portals() : PortalCompliance(new SqliteBed());

    public sealed class Accounts() : AccountCompliance(new SqliteBed());

    public sealed class Ghosts() : GhostCompliance(new SqliteBed());

    public sealed class HeldEvents() : HeldEventCompliance(new SqliteBed());

    public sealed class Cargo() : CargoCompliance(new SqliteBed());

    public sealed class GroupCommits() : GroupCommitCompliance(new SqliteBed());

    public sealed class LaneOrders() : LaneOrderCompliance(new SqliteBed());

    public sealed class Crashes() : CrashCompliance(new SqliteBed());

    public sealed class Openings() : OpeningCompliance(new SqliteBed());

    public sealed class FullDisks() : FullDiskCompliance(new SqliteBed());

    public sealed class Payloads() : PayloadCompliance(new SqliteBed());
}
