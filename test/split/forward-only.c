// What the module only declares and the base defines is the base's.
//
// RUN: %cc -g -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct inode;
enum kind;
struct file {
  struct inode *inode;
  enum kind *kind;
};
#ifdef BASE
enum kind { A, B };
struct inode {
  long number;
};
long number(struct file *f) { return f->inode->number + *f->kind; }
#else
struct own {
  struct inode *inode;
  struct file *file;
};
struct inode *get(struct own *o) { return o->inode; }
#endif

// CHECK-DAG: STRUCT 'own' size=16
// CHECK-DAG: FUNC 'get'
// NOT-NOT: {{FWD|ENUM|'inode' size|'file' size}}
