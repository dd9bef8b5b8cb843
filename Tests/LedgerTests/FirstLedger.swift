@testable import Ledger

/// A ledger as the first Sluice left it, with a submission in every state: its own writes, dumped.
enum FirstLedger {
  /// Puts it into a state folder.
  static func write(to folder: String) throws {
    let ledger = try SQLiteLedger(folder: folder, upTo: "v1")
    for statement in content.split(separator: ";\n") { try ledger.onWriter(String(statement)) }
    try ledger.close()
  }

  private static let content = """
    UPDATE counter SET value = 8;
    INSERT INTO run VALUES(1,'r000001','leads','2026-01-02T03:04:05Z','2026-01-02T03:05:00Z',0,'{"read":9}');
    INSERT INTO publication VALUES('leads',4);
    INSERT INTO person VALUES('p1');
    INSERT INTO person VALUES('p2');
    INSERT INTO person_key VALUES(X'00000000000000000000000000000001','p1');
    INSERT INTO person_key VALUES(X'00000000000000000000000000000002','p1');
    INSERT INTO person_key VALUES(X'ffffffffffffffffffffffffffffffff','p2');
    INSERT INTO destination VALUES(1,'sandbox');
    INSERT INTO destination VALUES(2,'https://api.example#main');
    INSERT INTO submission VALUES(1,'b1',1,'r000001','completed',0,4,3,48,13,'e1',NULL,
    X'7b22656e726963686d656e745f6964223a226531227d','2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(2,'b2',1,'r000001','completed',0,1,1,12,NULL,'e2',NULL,
    X'7b22656e726963686d656e745f6964223a226532227d','2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(3,'b3',1,'r000001','accepted',0,3,3,36,NULL,'e3',NULL,
    X'7b22656e726963686d656e745f6964223a226533227d','2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(4,'b4',1,'r000001','intent',0,1,1,2,NULL,NULL,NULL,NULL,
    '2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(5,'b5',1,'r000001','sent',0,1,1,12,NULL,NULL,NULL,NULL,'2026-01-02T03:04:06.123Z',
    '2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(6,'b6',1,'r000001','unknown',0,1,1,12,NULL,NULL,'the connection broke',NULL,
    '2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(7,'b7',1,'r000001','failed',0,1,1,12,NULL,'e7','job failed',
    X'7b22656e726963686d656e745f6964223a226537227d','2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(8,'b8',1,'r000001','withdrawn',0,1,1,12,NULL,NULL,'no credits',NULL,
    '2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO submission VALUES(9,'b9',2,'r000001','intent',0,1,1,12,NULL,NULL,NULL,NULL,
    '2026-01-02T03:04:06.123Z','2026-01-02T03:04:06.123Z');
    INSERT INTO claimed_person VALUES(1,X'3dd441abd4d76ed6482c89484cbd62c8',0,'ann',3);
    INSERT INTO claimed_person VALUES(1,X'6bc22a62352fc3136f4362d9c950db80',1,'ben',3);
    INSERT INTO claimed_person VALUES(1,X'dc067f2401e2c6df1e92fa87570c23bb',2,'cid',3);
    INSERT INTO claimed_person VALUES(1,X'f8e77127c164c7de6ed8ae10b927dc79',3,'left',3);
    INSERT INTO claimed_person VALUES(2,X'547c5e6b81840381d974b795e1e5c28b',0,'dan',3);
    INSERT INTO claimed_person VALUES(3,X'3d1b25bb40a6ccbdebbe2bbc5d008989',2,'gus',3);
    INSERT INTO claimed_person VALUES(3,X'450bd7f0f096f0c714b8fee4afde2265',1,'fay',3);
    INSERT INTO claimed_person VALUES(3,X'5f058badea1f007eb591f6de76804368',0,'eve',3);
    INSERT INTO claimed_person VALUES(4,X'2aaffb3391b766eb92c47f887da725b9',0,'hal',1);
    INSERT INTO claimed_person VALUES(5,X'c45ab5420e8ed38de09a9b011a1fb2ca',0,'ida',3);
    INSERT INTO claimed_person VALUES(6,X'47eed929a78a7eac6cb9b2192e0a864e',0,'jon',3);
    INSERT INTO claimed_person VALUES(7,X'827deaf12f34d693b884d37de0e06213',0,'kim',3);
    INSERT INTO claimed_person VALUES(8,X'50075f3ac2897b11a3c1edd15ab32513',0,'lea',3);
    INSERT INTO claimed_person VALUES(9,X'3dd441abd4d76ed6482c89484cbd62c8',0,'ann',3);
    INSERT INTO claim VALUES(1,1,X'3dd441abd4d76ed6482c89484cbd62c8',1,1,'answered','ann@example.com',1);
    INSERT INTO claim VALUES(2,1,X'3dd441abd4d76ed6482c89484cbd62c8',2,1,'answered','+1',3);
    INSERT INTO claim VALUES(3,1,X'6bc22a62352fc3136f4362d9c950db80',1,1,'answered',NULL,2);
    INSERT INTO claim VALUES(4,1,X'6bc22a62352fc3136f4362d9c950db80',2,1,'answered',NULL,4);
    INSERT INTO claim VALUES(5,1,X'dc067f2401e2c6df1e92fa87570c23bb',1,1,'lost',NULL,NULL);
    INSERT INTO claim VALUES(6,1,X'dc067f2401e2c6df1e92fa87570c23bb',2,1,'lost',NULL,NULL);
    INSERT INTO claim VALUES(7,1,X'547c5e6b81840381d974b795e1e5c28b',1,2,'answered','dan@example.com',5);
    INSERT INTO claim VALUES(8,1,X'547c5e6b81840381d974b795e1e5c28b',2,2,'answered',NULL,6);
    INSERT INTO claim VALUES(9,1,X'3d1b25bb40a6ccbdebbe2bbc5d008989',1,3,'open',NULL,NULL);
    INSERT INTO claim VALUES(10,1,X'3d1b25bb40a6ccbdebbe2bbc5d008989',2,3,'open',NULL,NULL);
    INSERT INTO claim VALUES(11,1,X'450bd7f0f096f0c714b8fee4afde2265',1,3,'lost',NULL,NULL);
    INSERT INTO claim VALUES(12,1,X'450bd7f0f096f0c714b8fee4afde2265',2,3,'lost',NULL,NULL);
    INSERT INTO claim VALUES(13,1,X'5f058badea1f007eb591f6de76804368',1,3,'answered','eve@example.com',7);
    INSERT INTO claim VALUES(14,1,X'5f058badea1f007eb591f6de76804368',2,3,'answered',NULL,8);
    INSERT INTO claim VALUES(15,1,X'2aaffb3391b766eb92c47f887da725b9',1,4,'open',NULL,NULL);
    INSERT INTO claim VALUES(16,1,X'c45ab5420e8ed38de09a9b011a1fb2ca',1,5,'open',NULL,NULL);
    INSERT INTO claim VALUES(17,1,X'c45ab5420e8ed38de09a9b011a1fb2ca',2,5,'open',NULL,NULL);
    INSERT INTO claim VALUES(18,1,X'47eed929a78a7eac6cb9b2192e0a864e',1,6,'unknown',NULL,NULL);
    INSERT INTO claim VALUES(19,1,X'47eed929a78a7eac6cb9b2192e0a864e',2,6,'unknown',NULL,NULL);
    INSERT INTO claim VALUES(20,1,X'827deaf12f34d693b884d37de0e06213',1,7,'lost',NULL,NULL);
    INSERT INTO claim VALUES(21,1,X'827deaf12f34d693b884d37de0e06213',2,7,'lost',NULL,NULL);
    INSERT INTO claim VALUES(22,2,X'3dd441abd4d76ed6482c89484cbd62c8',1,9,'open',NULL,NULL);
    INSERT INTO claim VALUES(23,2,X'3dd441abd4d76ed6482c89484cbd62c8',2,9,'open',NULL,NULL);
    INSERT INTO result VALUES(1,1,X'24d15af9994cf791468abc386411e380',X'3dd441abd4d76ed6482c89484cbd62c8',NULL,
    X'7b22666f72223a22616e6e222c22656d61696c223a22616e6e406578616d706c652e636f6d222c2270686f6e65223a222b31222c226572726f72223a22227d');
    INSERT INTO result VALUES(2,1,X'd787293071a731d93d11db3bab4e10d6',X'6bc22a62352fc3136f4362d9c950db80',NULL,
    X'7b22666f72223a2262656e222c22656d61696c223a22222c2270686f6e65223a22222c226572726f72223a22227d');
    INSERT INTO result VALUES(3,2,X'7a6be85f53228428ca4ee2dd22fd0c1a',X'547c5e6b81840381d974b795e1e5c28b',NULL,
    X'7b22666f72223a2264616e222c22656d61696c223a2264616e406578616d706c652e636f6d222c2270686f6e65223a22222c226572726f72223a22227d');
    INSERT INTO result VALUES(4,3,X'431889ea8c4ac3cba4c1c5f22324ee93',X'5f058badea1f007eb591f6de76804368',NULL,
    X'7b22666f72223a22657665222c22656d61696c223a22657665406578616d706c652e636f6d222c2270686f6e65223a22222c226572726f72223a22227d');
    INSERT INTO result VALUES(5,3,X'e9b15f313d2a414c4f6e374b663bcbe3',X'450bd7f0f096f0c714b8fee4afde2265','failed',
    X'7b22666f72223a22666179222c22656d61696c223a22222c2270686f6e65223a22222c226572726f72223a226661696c6564227d');
    """
}
